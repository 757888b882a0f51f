import { documents } from './operations.js'

const declined = { code: 'CARD_DECLINED', subject: 'card', retry: false, retryAfterMs: null }

/** Sells what a visitor holds, once it is paid. Paid twice, it is one order, and one payment: all ids come from the hold's. */
export class Till {
  constructor (api, payments) {
    this.api = api
    this.payments = payments
  }

  /**
   * Answers as the API answers ConfirmHold. The money is set aside before the sale and taken after it; it is given back where the places are surely not
   * sold. Where nobody knows, whoever pays again finds out.
   */
  async pay (visitor, { performance, hold, card }) {
    const [commandId, holdId, order] = ['confirm', 'hold', 'order'].map(kind => visitor.idOf(kind, performance, hold))
    if (!await this.payments.reserve(order, card)) {
      return { data: { confirmHold: { placesChanged: null, userErrors: [declined] } } }
    }

    try {
      const confirmHold = await this.api.give(documents.ConfirmHold, { commandId, performance, hold: holdId, order })
      if (confirmHold.userErrors.length === 0) {
        await this.payments.take(order)
      } else if (!confirmHold.userErrors.some(error => error.retry)) {
        await this.payments.giveBack(order)
      }

      return { data: { confirmHold } }
    } catch (problem) {
      if (problem.retry === false) {
        await this.payments.giveBack(order)
      }

      throw problem
    }
  }
}
