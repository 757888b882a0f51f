// Buys without a mouse, and reads what a screen reader would.
import assert from 'node:assert/strict'
import { drive, says, seat } from './browser.js'

await drive(async ({ open }) => {
  const tab = await open('shop')
  const press = async (...keys) => {
    for (const key of keys) {
      await tab.keyboard.press(key)
    }
  }

  const name = async () => await tab.evaluate(() => document.activeElement.getAttribute('aria-label'))
  await seat(tab, 'P-1-1', '.free').waitFor()
  await press('Tab')
  assert.equal(await name(), 'P-1-1, Kat A, free')
  await press('ArrowRight', 'Enter', 'ArrowDown', ' ')
  assert.equal(await name(), 'P-2-2, Kat A, free')
  await press('ArrowLeft', ' ', ' ')
  assert.deepEqual(await tab.getByRole('option', { selected: true }).evaluateAll(seats => seats.map(seat => seat.dataset.key)), ['P-1-2', 'P-2-2'])
  await press('Tab', 'Tab', 'Enter')
  await says(tab, 'Held for you: P-1-2, P-2-2.')
  await tab.getByRole('option', { name: 'P-1-2, Kat A, taken', disabled: true }).waitFor()
  await tab.locator('#pay').press('Enter')
  await says(tab, 'Sold: P-1-2, P-2-2.')
  return ['P-1-2', 'P-2-2']
})
