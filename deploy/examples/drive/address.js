// The pages say what to do where their address names no performance.
import { drive, says } from './browser.js'

await drive(async ({ open }) => {
  for (const page of ['shop', 'phone']) {
    await says(await open(page, ''), 'For which performance? Put the id of one into the address of this page: ?performance=')
    for (const id of ['nonsense', 'event_fp8cnmwbS46aUw0vbwobEQ', '7b9c3d1e-0f2a-4c5d-8e6f-a1b2c3d4e5f6']) {
      await says(await open(page, `?performance=${id}`), `There is no performance “${id}”. Put the id of one into the address of this page: ?performance=`)
    }
  }

  return []
})
