// Usage: API=http://localhost:5080 TOKEN=… SECRET=… node backend/main.js
import { randomBytes } from 'node:crypto'
import { PlayedPayments } from './payments.js'
import { serve } from './server.js'

const { API = 'http://localhost:5080', TOKEN, SECRET, HOST = 'localhost', PORT = '5174', HOLD_SECONDS = '900' } = process.env

function refuse (why) {
  console.error(why)
  process.exit(1)
}

function numberOf (name, text, least, most) {
  const number = Number(text)
  return Number.isInteger(number) && number >= least && number <= most ? number : refuse(`${name} is ${text}: set it to a whole number from ${least} to ${most}.`)
}

if (!TOKEN) {
  refuse('Set TOKEN to a token of the role SALES at the venue that this shop sells for: issueToken makes one.')
}

if (!SECRET) {
  console.warn('SECRET is not set, so a hold of before a restart can\'t be paid after it. Set it to 32 random characters or more.')
}

const { url } = await serve({
  api: API,
  token: TOKEN,
  payments: new PlayedPayments(),
  secret: SECRET || randomBytes(32).toString('base64url'),
  host: HOST,
  port: numberOf('PORT', PORT, 0, 65_535),
  holdSeconds: numberOf('HOLD_SECONDS', HOLD_SECONDS, 1, 86_400)
})
console.log(`The web shop is at ${url}/shop/?performance=…, the phone's page at ${url}/phone/?performance=…`)
