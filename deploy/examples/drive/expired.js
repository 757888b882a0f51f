// A customer lets a hold run out, and holds again.
import { drive, hold, says, seat } from './browser.js'

await drive(async ({ open }) => {
  const tab = await open('shop')
  await hold(tab, 'P-1-1')
  await tab.locator('#left', { hasText: /^0:0\d left/ }).waitFor()
  await says(tab, 'Your hold has run out')
  await tab.locator('#left', { hasText: /^$/ }).waitFor({ state: 'attached' })
  await hold(tab, 'P-1-1')
  await tab.locator('#pay').click()
  await says(tab, 'Sold: P-1-1.')
  await seat(tab, 'P-1-1', ':not(.free)').waitFor()
  return ['P-1-1']
}, { holdSeconds: 4 })
