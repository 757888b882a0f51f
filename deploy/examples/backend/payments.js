/** Plays the provider of payments, whose part in a real shop another company has. What is asked of it twice for one order it does once. */
export class PlayedPayments {
  orders = new Map()

  /** Sets the money aside; false where the card is declined, here one of the number 0. */
  async reserve (order, card) {
    if (!this.orders.has(order) && card === '0') {
      return false
    }

    this.orders.set(order, this.orders.get(order) ?? 'reserved')
    return true
  }

  async take (order) {
    this.orders.set(order, 'taken')
  }

  /** Leaves the customer the money that was set aside; what was taken stays so. */
  async giveBack (order) {
    if (this.orders.get(order) === 'reserved') {
      this.orders.delete(order)
    }
  }
}
