const limit = 65_536

/** Why a request is refused before the API sees it; told as the API would. */
export class Refused extends Error {
  constructor (status, code, message, retry = false) {
    super(message)
    Object.assign(this, { status, code, retry })
  }
}

export function answer (response, status, content) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }).end(JSON.stringify(content))
}

export const errorsOf = ({ message, code, retry }) => ({ errors: [{ message, extensions: { code, retry } }] })

/** The body of a request: a JSON object. Only a script of this very site can send one with this type. */
export async function bodyOf (request) {
  if (request.method !== 'POST' || !/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new Refused(405, 'INVALID', 'Send a POST with the Content-Type application/json.')
  }

  let [text, bytes] = ['', 0]
  for await (const part of request.setEncoding('utf8')) {
    bytes += Buffer.byteLength(part)
    text += part
    if (bytes > limit) {
      throw new Refused(413, 'LIMIT_EXCEEDED', `A request to this shop has at most ${limit} bytes.`)
    }
  }

  const body = parse(text)
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Refused(400, 'INVALID', 'The body of a request to this shop is a JSON object.')
  }

  return body
}

function parse (text) {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'INVALID', 'The body is no JSON.')
  }
}
