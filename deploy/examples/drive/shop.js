// Two customers in the web shop at the same places, and one on the phone.
import { bought, drive, hold, says, seat } from './browser.js'

await drive(async ({ open }) => {
  const [first, second] = await Promise.all([open('shop'), open('shop')])
  await hold(first, 'P-1-1', 'P-1-2')
  // An answer that says that nothing is known is no refusal: the page asks again under the same id.
  await second.route('**/graphql', async route => {
    await route.fetch()
    const unknown = { code: 'STORAGE_FAILED', subject: null, retry: true, retryAfterMs: null }
    await route.fulfill({ json: { data: { holdPlaces: { hold: null, userErrors: [unknown] } } } })
  }, { times: 1 })
  await hold(second, 'P-1-3')
  // What the other holds is seen without asking.
  await seat(first, 'P-1-3', ':not(.free)').waitFor()
  await seat(second, 'P-1-1', ':not(.free)').waitFor()
  await first.locator('#card').fill('0')
  await first.locator('#pay').click()
  await says(first, 'declined')
  // A reload loses nothing, and another card may do.
  await first.reload()
  await says(first, 'Held for you: P-1-1, P-1-2.')
  await first.locator('#pay').click()
  await says(first, 'Sold: P-1-1, P-1-2.')
  await second.locator('#give-up').click()
  await seat(first, 'P-1-3', '.free').waitFor()

  const phone = await open('phone')
  const free = async () => Number(await phone.locator('#free').textContent())
  await phone.locator('#free', { hasText: /^\d+$/ }).waitFor()
  const before = await free()
  await phone.locator('#buy').click()
  const places = await bought(phone)
  await phone.locator('#free', { hasText: new RegExp(`^${before - 2}$`) }).waitFor()
  return ['P-1-1', 'P-1-2', ...places]
})
