/** What a customer began in this tab, kept until it ended: after a reload the page goes on with it under the same id instead of beginning anew. */
export class Kept<T> {
  constructor (private readonly name: string) {}

  get value (): T | null {
    return JSON.parse(sessionStorage.getItem(this.name) ?? 'null')
  }

  set value (value: T | null) {
    if (value === null) {
      sessionStorage.removeItem(this.name)
    } else {
      sessionStorage.setItem(this.name, JSON.stringify(value))
    }
  }
}
