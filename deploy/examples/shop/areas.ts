import type { Geometry } from '../shared/geometry'
import type { Seats } from '../shared/seats'

/** Areas whose places have no numbers: how many are free, and how many the customer wants. */
export class Areas {
  readonly #lines: Array<{ key: string, first: number, capacity: number, free: HTMLElement, quantity: HTMLInputElement }>

  constructor (place: Element, { categories, unnumberedAreas: { key, category, first, capacity } }: Geometry, changed: () => void) {
    this.#lines = key.map((name, number) => {
      const [line, label, free, quantity] = [...['li', 'label', 'span'].map(tag => document.createElement(tag)), document.createElement('input')] as
        [HTMLElement, HTMLElement, HTMLElement, HTMLInputElement]
      Object.assign(quantity, { type: 'number', min: '0', value: '0' })
      quantity.dataset.area = name
      quantity.addEventListener('input', changed)
      label.append(`${name}, ${categories.code[category[number]!]}, `, free, ' ', quantity)
      line.append(label)
      place.append(line)
      return { key: name, first: first[number]!, capacity: capacity[number]!, free, quantity }
    })
  }

  /** How many places of which areas the customer wants, where any. */
  get wanted () {
    return this.#lines.map(({ key, quantity }) => ({ area: key, quantity: quantity.valueAsNumber })).filter(({ quantity }) => quantity > 0)
  }

  clear () {
    this.#lines.forEach(({ quantity }) => { quantity.value = '0' })
  }

  show (seats: Seats) {
    for (const { first, capacity, free, quantity } of this.#lines) {
      const count = seats.countFree(first, capacity)
      free.textContent = `${count} of ${capacity} free:`
      quantity.max = `${count}`
    }
  }
}
