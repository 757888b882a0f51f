// Usage: API=http://localhost:5080 TOKEN=… SECRET=… node backend/main.js
import { randomBytes } from 'node:crypto'
import { serve } from './server.js'

const { API = 'http://localhost:5080', TOKEN, SECRET, HOST = 'localhost', PORT = '5174', HOLD_SECONDS = '900' } = process.env
if (TOKEN === undefined) {
  console.error('Set TOKEN to a token of the role SALES at the venue that this shop sells for: issueToken makes one.')
  process.exit(1)
}

if (SECRET === undefined) {
  console.warn('SECRET is not set, so holds of before a restart can\'t be paid after it. Set it to 32 random characters or more.')
}

const secret = SECRET ?? randomBytes(32).toString('base64url')
const { url } = await serve({ api: API, token: TOKEN, secret, host: HOST, port: Number(PORT), holdSeconds: Number(HOLD_SECONDS) })
console.log(`The web shop is at ${url}/shop/?performance=…, the phone's page at ${url}/phone/?performance=…`)
