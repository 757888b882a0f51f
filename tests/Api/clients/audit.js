// The audit of the GraphQL over HTTP specification, printed as one JSON line for each of its checks.
// Usage: node audit.js <address> <token>
import { serverAudits } from 'graphql-http'

const [, , url, token] = process.argv

async function fetchWithToken (input, init) {
  const headers = new Headers(init?.headers)
  headers.set('Authorization', `Bearer ${token}`)
  return fetch(input, { ...init, headers })
}

for (const audit of serverAudits({ url, fetchFn: fetchWithToken })) {
  const result = await audit.fn()
  console.log(JSON.stringify({ status: result.status, id: audit.id, name: audit.name, reason: result.reason }))
}
