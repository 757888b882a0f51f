import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './page.css'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createClient } from 'graphql-ws'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { currentToken, onToken } from './token.js'

const address = new URL('/graphql', location.href)
const socketAddress = new URL(address)
socketAddress.protocol = address.protocol.replace('http', 'ws')

const firstQuery = `# Enter a token above, then run this with Ctrl-Enter.
{
  me {
    name
    role
  }
}
`

/** Adds the token to every request; a header typed into the editor goes before it. */
function fetchWithToken (input, init) {
  const headers = new Headers(init?.headers)
  if (currentToken() && !headers.has('Authorization')) {
    headers.set('Authorization', `Bearer ${currentToken()}`)
  }

  headers.set('Accept', 'application/graphql-response+json, application/json;q=0.9')
  return fetch(input, { ...init, headers })
}

function fetcher () {
  return createGraphiQLFetcher({
    url: address.href,
    fetch: fetchWithToken,
    wsClient: createClient({
      url: socketAddress.href,
      lazy: true,
      connectionParams: () => ({ Authorization: `Bearer ${currentToken()}` })
    })
  })
}

/** A link may say what to ask; it is shown, and run only by whoever reads it. */
const asked = decodeURIComponent(location.hash.slice(1)) || undefined

const root = createRoot(document.getElementById('graphiql'))

/** A new token is a new caller: the key makes the page fetch the schema again. */
onToken(token => root.render(createElement(GraphiQL, { key: token, fetcher: fetcher(), defaultQuery: firstQuery, initialQuery: asked })))
