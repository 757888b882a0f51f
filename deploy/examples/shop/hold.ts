import { give, now, pay } from '../shared/api'
import { Kept } from '../shared/kept'

interface Wish { commandId: string, performance: string, places: string[], areas: Array<{ area: string, quantity: number }> }

/** What the customer of this tab asked for, from then on until it is sold, given up, refused or run out. Its command's id names the hold. */
export class Hold {
  readonly #wish: Kept<Wish>
  #until: number | null = null
  places: readonly string[] = []

  constructor (private readonly performance: string) {
    this.#wish = new Kept(`wish ${performance}`)
  }

  /** Whether something was asked for; its answer may have been lost. */
  get isBegun () {
    return this.#wish.value !== null
  }

  /** Null where nothing is held. */
  get secondsLeft () {
    return this.#until === null ? null : Math.ceil((this.#until - now()) / 1_000)
  }

  /** What was begun before and not answered is asked for again, as it was. */
  async begin (places: string[], areas: Wish['areas']) {
    this.#wish.value ??= { commandId: crypto.randomUUID(), performance: this.performance, places, areas }
    const { hold } = await give('HoldPlaces', this.#wish.value)
    this.places = hold!.places
    this.#until = Date.parse(hold!.until)
  }

  async pay (card: string) {
    await pay({ performance: this.performance, hold: this.#wish.value!.commandId, card })
    this.end()
  }

  async giveUp () {
    await give('ReleaseHold', { performance: this.performance, hold: this.#wish.value!.commandId })
    this.end()
  }

  end () {
    this.#wish.value = null
    this.#until = null
  }
}
