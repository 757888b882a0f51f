/** What the API tells of availability: all places, or what changed. */
export interface Changes {
  reset: boolean
  to: number
  state?: string | null
  changes: string
}

const bytesOf = (base64: string) => new DataView(Uint8Array.from(atob(base64), letter => letter.charCodeAt(0)).buffer)

/** Two bytes for each place of the seating plan, as `Availability.state` describes them, kept up to date by changes. */
export class Seats {
  #state = new DataView(new ArrayBuffer(0))

  /** The version that is shown; null before the first. Ask for the changes since it. */
  version: number | null = null

  apply ({ reset, to, state, changes }: Changes) {
    if (reset) {
      this.#state = bytesOf(state!)
    } else {
      const changed = bytesOf(changes)
      for (let at = 0; at < changed.byteLength; at += 6) {
        this.#state.setUint16(2 * changed.getUint32(at, true), changed.getUint16(at + 4, true), true)
      }
    }

    this.version = to
  }

  /** Only what is in the venue's pool, not blocked, free, and offered to nobody is the venue's to sell. */
  isFree (place: number) {
    return this.#state.getUint16(2 * place, true) === 0
  }
  /** How many of so many places from the first on are free. */
  countFree (first: number, count: number) {
    let free = 0
    for (let place = first; place < first + count; place++) {
      free += this.isFree(place) ? 1 : 0
    }

    return free
  }
}
