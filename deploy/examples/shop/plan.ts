import { layOut, type Geometry } from '../shared/geometry'
import type { Seats } from '../shared/seats'

const svg = 'http://www.w3.org/2000/svg'
const largest = 14
const kinds: Record<string, string> = { ACCESSIBLE: ', for a wheelchair', COMPANION: ', for a companion' }
const directions: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/**
 * The seating plan as circles to choose with a mouse, a finger or the keyboard: Tab leads to one, arrow keys from seat to seat, Enter and Space choose.
 * Beyond some ten thousand places, draw on a canvas instead.
 */
export class Plan {
  readonly selected = new Set<string>()
  readonly #places: ReturnType<typeof layOut>
  readonly #circles: SVGCircleElement[]

  constructor (place: Element, private readonly geometry: Geometry, private readonly changed: () => void) {
    this.#places = layOut(geometry)
    this.#circles = geometry.seats.key.map((_, number) => this.#circle(number))
    this.#circles[0]?.setAttribute('tabindex', '0')
    if (this.#circles.length > 0) {
      place.replaceChildren(this.#drawing())
    }
  }

  clear () {
    this.selected.clear()
    this.#circles.forEach(circle => { circle.setAttribute('aria-selected', 'false') })
  }

  show (seats: Seats) {
    this.#circles.forEach((circle, number) => {
      const free = seats.isFree(number)
      if (circle.hasAttribute('aria-label') && free === circle.classList.contains('free')) {
        return
      }

      const { key, category, kind } = this.geometry.seats
      const label = `${key[number]}, ${this.geometry.categories.code[category[number]!]}${kinds[kind[number]!] ?? ''}, ${free ? 'free' : 'taken'}`
      circle.classList.toggle('free', free)
      circle.setAttribute('aria-label', label)
      circle.setAttribute('aria-disabled', `${!free}`)
      circle.firstElementChild!.textContent = label
      if (!free && this.selected.delete(key[number]!)) {
        circle.setAttribute('aria-selected', 'false')
      }
    })
  }

  #drawing () {
    const { x, y, radius } = this.#places
    const [left, top] = [Math.min(...x) - 2 * radius, Math.min(...y) - 2 * radius]
    const [width, height] = [Math.max(...x) - left + 2 * radius, Math.max(...y) - top + 2 * radius]
    const drawing = document.createElementNS(svg, 'svg')
    drawing.setAttribute('viewBox', `${left} ${top} ${width} ${height}`)
    drawing.setAttribute('role', 'listbox')
    drawing.setAttribute('aria-multiselectable', 'true')
    drawing.setAttribute('aria-label', 'Seats. Arrow keys lead from one to the next, Enter or Space chooses.')
    // A hall of three seats does not fill the screen.
    drawing.style.maxWidth = `${width / radius * largest}px`
    drawing.append(...this.#circles)
    drawing.addEventListener('click', ({ target }) => { this.#choose(target) })
    drawing.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        this.#choose(event.target)
      } else if (event.key in directions) {
        this.#goTo(this.#next(this.#circles.indexOf(event.target as SVGCircleElement), directions[event.key]!))
      } else {
        return
      }

      event.preventDefault()
    })
    return drawing
  }

  #circle (number: number) {
    const { seats: { key, category }, categories } = this.geometry
    const circle = document.createElementNS(svg, 'circle')
    circle.dataset.key = key[number]
    circle.setAttribute('cx', `${this.#places.x[number]}`)
    circle.setAttribute('cy', `${this.#places.y[number]}`)
    circle.setAttribute('r', `${this.#places.radius}`)
    circle.setAttribute('role', 'option')
    circle.setAttribute('aria-selected', 'false')
    circle.setAttribute('tabindex', '-1')
    circle.style.setProperty('--category', categories.color[category[number]!] ?? '#1e88e5')
    circle.append(document.createElementNS(svg, 'title'))
    return circle
  }

  #choose (target: EventTarget | null) {
    const number = this.#circles.indexOf(target as SVGCircleElement)
    const name = this.geometry.seats.key[number]
    if (name === undefined) {
      return
    }

    if (!this.selected.delete(name) && this.#circles[number]!.classList.contains('free')) {
      this.selected.add(name)
    }

    this.#circles[number]!.setAttribute('aria-selected', `${this.selected.has(name)}`)
    this.#goTo(number)
    this.changed()
  }

  /** Only one seat is on the way of the Tab key: the one that was reached last. */
  #goTo (number: number) {
    this.#circles.forEach(circle => { circle.setAttribute('tabindex', '-1') })
    this.#circles[number]!.setAttribute('tabindex', '0')
    this.#circles[number]!.focus()
  }

  /** The nearest seat in a direction, rather straight ahead than aside; the same where there is none. */
  #next (from: number, [right, down]: [number, number]) {
    const { x, y } = this.#places
    let [best, least] = [from, Infinity]
    x.forEach((_, number) => {
      const [across, along] = [x[number]! - x[from]!, y[number]! - y[from]!]
      const ahead = across * right + along * down
      const far = ahead + 3 * Math.abs(across * down + along * right)
      if (ahead > 0 && far < least) {
        [best, least] = [number, far]
      }
    })
    return best
  }
}
