// Buys in both examples with headless browsers, against an API that runs; prints what was bought. The tests run it.
// Usage: node drive.js <address of the API> <token of a seller> <id of a performance>
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'

const [, , api, token, performance] = process.argv
Object.assign(process.env, { API: api, TOKEN: token })
await build({ logLevel: 'error' })
const server = await preview({ logLevel: 'error', preview: { host: '127.0.0.1' } })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })

async function open (page) {
  const tab = await (await browser.newContext()).newPage()
  await tab.goto(new URL(`${page}/index.html?performance=${performance}`, server.resolvedUrls.local[0]).href)
  return tab
}

const seat = (tab, key, state = '') => tab.locator(`circle[data-key="${key}"]${state}`)
const says = (tab, text) => tab.locator('#message', { hasText: text }).waitFor()

async function select (tab, ...keys) {
  for (const key of keys) {
    await seat(tab, key, '.free').click()
  }

  await tab.locator('#hold').click()
  await says(tab, 'Held for you')
}

try {
  const [first, second] = await Promise.all([open('shop'), open('shop')])
  await select(first, 'P-1-1', 'P-1-2')
  await select(second, 'P-1-3')
  // What the other holds is seen without asking.
  await seat(first, 'P-1-3', ':not(.free)').waitFor()
  await seat(second, 'P-1-1', ':not(.free)').waitFor()
  await first.locator('#pay').click()
  await says(first, 'Sold: P-1-1, P-1-2.')
  await second.locator('#give-up').click()
  await seat(first, 'P-1-3', '.free').waitFor()

  const phone = await open('phone')
  const free = async () => Number(await phone.locator('#free').textContent())
  await phone.locator('#free', { hasText: /^\d+$/ }).waitFor()
  const before = await free()
  await phone.locator('#buy').click()
  await says(phone, 'Yours: ')
  const bought = (await phone.locator('#message').textContent()).replace('Yours: ', '').split(', ')
  await phone.locator('#free', { hasText: new RegExp(`^${before - bought.length}$`) }).waitFor()
  assert.equal(bought.length, 2)
  console.log(['P-1-1', 'P-1-2', ...bought].join(' '))
} finally {
  await browser.close()
  await server.close()
}
