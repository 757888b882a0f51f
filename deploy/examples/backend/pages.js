import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname } from 'node:path'

const built = new URL('../dist/', import.meta.url)
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

/** The pages as `npm run build` made them, by their paths; none where vite serves them. */
export function readPages () {
  const names = existsSync(built) ? readdirSync(built, { recursive: true }) : []
  return new Map(names.filter(name => extname(name) in types).map(name =>
    [`/${name}`.replace(/index\.html$/, ''), { type: types[extname(name)], content: readFileSync(new URL(name, built)) }]))
}

export function show (page, response) {
  response.writeHead(200, { 'Content-Type': page.type, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' }).end(page.content)
}
