// Somebody who sends what no page sends: the shop's own operations are all that a visitor has, each for itself.
import assert from 'node:assert/strict'
import { drive } from './browser.js'

await drive(async ({ url, performance, payments }) => {
  /** A visitor keeps the cookie that the shop gave, or brings one. */
  const visitor = cookie => ({
    async send (path, body) {
      const headers = { 'Content-Type': 'application/json', ...(cookie === undefined ? {} : { Cookie: cookie }) }
      const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      this.cookie = cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? cookie
      const { data, errors } = await answer.json()
      const payload = Object.values(data ?? {})[0]
      return { status: answer.status, payload, code: payload?.userErrors?.[0]?.code ?? errors?.[0]?.extensions?.code }
    },
    async hold (commandId, places, more) {
      return await this.send('/graphql', { documentId: 'HoldPlaces', variables: { performance, commandId, places, areas: [], ...more } })
    },
    async release (hold) {
      return (await this.send('/graphql', { documentId: 'ReleaseHold', variables: { performance, hold } })).code
    },
    async pay (hold, card) {
      return (await this.send('/pay', { performance, hold, card })).code
    }
  })

  const [owner, thief] = [visitor(), visitor()]

  // Nothing but the named operations.
  const sold = '{ performance(id: "x") { places { nodes { orderId } } } }'
  const names = ['ConfirmHold', 'CancelSale', 'constructor', '__proto__', ['Performance'], null]
  for (const body of [{ query: sold }, ...names.map(documentId => ({ query: sold, documentId }))]) {
    const { status, code } = await owner.send('/graphql', body)
    assert.deepEqual([status, code], [403, 'DOCUMENT_NOT_TRUSTED'], JSON.stringify(body))
  }

  const named = await owner.send('/graphql', { documentId: 'Performance', query: sold, variables: { id: performance } })
  assert.equal(named.payload.name, 'Samstag')
  for (const path of ['/', '/dashboard', '/health', '/barcodes/x.csv', '/geometry/../health', '/geometry/%2e%2e/health', '/dist/../package.json', '//graphql']) {
    assert.equal((await fetch(`${url}${path}`)).status, 404, path)
  }

  assert.equal((await fetch(`${url}/graphql?query={__typename}`)).status, 405)
  assert.equal((await owner.send('/graphql', { documentId: 'x'.repeat(70_000) })).status, 413)

  // A hold is for as long as the shop says, and for the visitor: 50 places are the API's limit for one customer.
  const { payload: { hold: { until } } } = await owner.hold('mine', ['P-1-1'], { seconds: 86_400, customer: 'somebody else' })
  assert.ok(Date.parse(until) - Date.now() < 1_000_000, until)
  const many = async (number, quantity) => {
    const variables = { performance, commandId: `many-${number}`, quantity, customer: `${number}` }
    return (await owner.send('/graphql', { documentId: 'HoldBest', variables })).code
  }

  assert.deepEqual([await many(1, 40), await many(2, 10)], [undefined, 'LIMIT_EXCEEDED'])
  assert.equal(await owner.release('many-1'), undefined)

  // Nobody else can name it, not with a cookie of one's own making either.
  for (const other of [thief, visitor(owner.cookie.replace(/.$/, last => last === 'A' ? 'E' : 'A'))]) {
    assert.deepEqual([await other.release('mine'), await other.pay('mine', '1')], ['NOT_FOUND', 'NOT_FOUND'])
    assert.notEqual(other.cookie, owner.cookie)
  }

  // No money, no places; paid twice at once, one order.
  assert.equal(await owner.pay('mine', '0'), 'CARD_DECLINED')
  assert.equal((await thief.hold('his', ['P-1-1'])).code, 'PLACE_HELD')
  assert.deepEqual(await Promise.all([owner.pay('mine', '1'), owner.pay('mine', '1')]), [undefined, undefined])
  assert.equal(await owner.release('mine'), 'HOLD_CONFIRMED')
  // Nobody learns under which order others bought.
  assert.deepEqual((await thief.hold('hers', ['P-1-1'])).payload.userErrors, [{ code: 'PLACE_SOLD', subject: 'P-1-1', retry: false, retryAfterMs: null }])
  // Whatever was refused on the way, the money was given back.
  assert.equal((await owner.send('/pay', { performance: 'nonsense', hold: 'mine', card: '1' })).status, 503)
  assert.deepEqual([...payments.orders.values()], ['taken'])
  return ['P-1-1']
})
