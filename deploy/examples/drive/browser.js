// What the scripts beside this one share: a backend of their own before an API that runs, and customers with browsers. The tests run them:
// node drive/NAME.js <address of the API> <token of a seller> <id of a performance>, once npm run build made the pages.
import { chromium } from 'playwright-core'
import { PlayedPayments } from '../backend/payments.js'
import { serve } from '../backend/server.js'

const [, , api, token, performance] = process.argv

/** Plays, and prints the places that were bought. */
export async function drive (play, settings = {}) {
  const payments = new PlayedPayments()
  const server = await serve({ api, token, payments, secret: 'known to the tests alone', host: '127.0.0.1', port: 0, holdSeconds: 900, ...settings })
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  /** The page as a new customer sees it. */
  const open = async (page, query = `?performance=${performance}`) => {
    const tab = await (await browser.newContext()).newPage()
    await tab.goto(`${server.url}/${page}/${query}`)
    return tab
  }

  try {
    console.log((await play({ open, url: server.url, performance, payments })).join(', '))
  } finally {
    await browser.close()
    await server.close()
  }
}

export const seat = (tab, key, state = '') => tab.locator(`circle[data-key="${key}"]${state}`)

export const says = async (tab, text) => { await tab.locator('#message', { hasText: text }).waitFor() }

export async function hold (tab, ...keys) {
  for (const key of keys) {
    await seat(tab, key, '.free').click()
  }

  await tab.locator('#hold').click()
  await says(tab, `Held for you: ${keys.join(', ')}.`)
}

/** The places that the phone's page says were bought. */
export async function bought (phone) {
  await says(phone, 'Yours: ')
  return (await phone.locator('#message').textContent()).replace('Yours: ', '').split(', ')
}
