import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { Refused } from './answers.js'

/** Who looks at the pages: known by a cookie that only this shop can have written. */
export class Visitor {
  #secret

  constructor (secret, id) {
    this.#secret = secret
    this.id = id
  }

  /** The visitor of a request, or a new one. */
  static of (request, secret) {
    const [, id, signature] = /(?:^|; *)visitor=([\w-]+)\.([\w-]+)/.exec(request.headers.cookie ?? '') ?? []
    const known = id !== undefined && isSame(signature, sign(secret, `visitor ${id}`).toString('base64url'))
    return new Visitor(secret, known ? id : randomUUID())
  }

  /** No script reads it, and no other site's form or script sends it along. */
  cookie (request) {
    const secure = request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : ''
    return `visitor=${this.id}.${sign(this.#secret, `visitor ${this.id}`).toString('base64url')}; Path=/; HttpOnly; SameSite=Lax${secure}`
  }

  /**
   * The id under which the API knows what this visitor names: always the same one, and another one for every visitor. So nobody can name another's hold,
   * a hold has one order however often it is paid, and nothing of it has to be kept here.
   */
  idOf (kind, ...names) {
    if (!names.every(name => typeof name === 'string' && /^[\w-]{1,64}$/.test(name))) {
      throw new Refused(400, 'INVALID', 'The ids of a performance and of a hold or a command are 1 to 64 letters, digits, _ and -.')
    }

    const bytes = sign(this.#secret, [kind, this.id, ...names].join(' ')).subarray(0, 16)
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
}

const sign = (secret, text) => createHmac('sha256', secret).update(text).digest()

function isSame (given, right) {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
