// A double click buys once, and so does who reloads the page while the answer is on its way.
import { bought, drive } from './browser.js'

await drive(async ({ open }) => {
  const [hasty, impatient] = [await open('phone'), await open('phone')]
  await hasty.locator('#buy:enabled').dblclick()
  const places = await bought(hasty)

  const paid = new Promise(resolve => {
    void impatient.route('**/pay', async route => { resolve(await route.fetch()) }, { times: 1 })
  })
  await impatient.locator('#buy:enabled').click()
  await paid
  await impatient.reload()
  return [...places, ...await bought(impatient)]
})
