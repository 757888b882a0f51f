// A plan of three seats in a row, whatever its unit, and an area without numbers.
import assert from 'node:assert/strict'
import { drive, says, seat } from './browser.js'

await drive(async ({ open }) => {
  const tab = await open('shop')
  const seats = ['A-1-1', 'A-1-2', 'A-1-3']
  await seat(tab, seats[2], '.free').waitFor()
  const boxes = await Promise.all(seats.map(async key => await seat(tab, key).boundingBox()))
  boxes.slice(1).forEach((box, number) => {
    assert.ok(box.x > boxes[number].x + boxes[number].width, `${seats[number]} and ${seats[number + 1]} overlap: ${JSON.stringify(boxes)}`)
  })

  await seat(tab, 'A-1-2').click()
  assert.equal(await tab.locator('#chosen').textContent(), 'A-1-2')
  await tab.getByLabel('Standing, II, 100 of 100 free:').fill('2')
  await tab.locator('#hold').click()
  await says(tab, 'Held for you: ')
  await tab.locator('#pay').click()
  await says(tab, 'Sold: A-1-2, Standing #1, Standing #2.')
  await tab.getByLabel('Standing, II, 98 of 100 free:').waitFor()
  return ['A-1-2', 'Standing #1', 'Standing #2']
})
