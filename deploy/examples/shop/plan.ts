import type { Geometry } from '../shared/geometry'
import type { Seats } from '../shared/seats'

const svg = 'http://www.w3.org/2000/svg'
const radius = 4

/** The seating plan as circles to click on. Beyond some ten thousand places, draw on a canvas instead. */
export class Plan {
  readonly selected = new Set<string>()
  readonly #circles: SVGCircleElement[]

  constructor (place: Element, private readonly geometry: Geometry, selectionChanged: () => void) {
    const { key, x, y, category } = geometry.seats
    const drawing = document.createElementNS(svg, 'svg')
    const [left, top] = [Math.min(...x) - 2 * radius, Math.min(...y) - 2 * radius]
    drawing.setAttribute('viewBox', `${left} ${top} ${Math.max(...x) - left + 2 * radius} ${Math.max(...y) - top + 2 * radius}`)
    this.#circles = key.map((name, number) => {
      const circle = document.createElementNS(svg, 'circle')
      circle.dataset.key = name
      circle.setAttribute('cx', `${x[number]}`)
      circle.setAttribute('cy', `${y[number]}`)
      circle.setAttribute('r', `${radius}`)
      circle.style.setProperty('--category', geometry.categories.color[category[number]!] ?? '#1e88e5')
      circle.addEventListener('click', () => {
        if (!this.selected.delete(name) && circle.classList.contains('free')) {
          this.selected.add(name)
        }

        circle.classList.toggle('selected', this.selected.has(name))
        selectionChanged()
      })
      return circle
    })
    drawing.append(...this.#circles)
    place.replaceChildren(drawing)
  }

  show (seats: Seats) {
    this.geometry.seats.key.forEach((name, number) => {
      const free = seats.isFree(number)
      this.#circles[number]!.classList.toggle('free', free)
      if (!free && this.selected.delete(name)) {
        this.#circles[number]!.classList.remove('selected')
      }
    })
  }
}
