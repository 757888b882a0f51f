import { once } from 'node:events'
import { createServer } from 'node:http'
import { Refused, answer, bodyOf, errorsOf } from './answers.js'
import { Api } from './api.js'
import { requestOf } from './operations.js'
import { readPages, show } from './pages.js'
import { Till } from './till.js'
import { Visitor } from './visitor.js'

/**
 * Serves the shop: its pages, its few operations, its till. Everything a browser sends is hostile: the API's token would allow it the whole role SALES, so
 * what goes on to the API is made here.
 */
export async function serve (settings) {
  const api = new Api(settings.api, settings.token)
  const till = new Till(api, settings.payments)
  const pages = readPages()

  async function handle (request, response) {
    const path = request.url.replace(/\?.*/s, '').replace(/\/index\.html$/, '/')
    if (path === '/graphql' || path === '/pay') {
      const visitor = Visitor.of(request, settings.secret)
      const body = await bodyOf(request)
      response.setHeader('Set-Cookie', visitor.cookie(request))
      if (path === '/pay') {
        answer(response, 200, await till.pay(visitor, body))
      } else {
        await api.pass(path, { body: requestOf(visitor, body, settings), accept: request.headers.accept ?? '*/*' }, response)
      }
    } else if (request.method === 'GET' && /^\/geometry\/[\w:-]+$/.test(path)) {
      await api.pass(path, { accept: 'application/json' }, response)
    } else if (request.method === 'GET' && pages.has(path)) {
      show(pages.get(path), response)
    } else {
      throw new Refused(404, 'NOT_FOUND', 'There is nothing here. The pages are at /shop/ and /phone/, once npm run build made them.')
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(problem => refuse(problem, response))
  })
  server.listen(settings.port, settings.host)
  await once(server, 'listening')
  return {
    url: `http://${settings.host}:${server.address().port}`,
    async close () {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

/** What was refused is told; what broke is logged, and a visitor is told no more than that it did. */
function refuse (problem, response) {
  if (response.headersSent) {
    response.destroy()
    return
  }

  if (!(problem instanceof Refused)) {
    console.error(problem)
  }

  const refused = problem instanceof Refused ? problem : new Refused(500, 'INTERNAL', 'Something went wrong in the shop. Its log says what.', true)
  answer(response, refused.status, errorsOf(refused))
}
