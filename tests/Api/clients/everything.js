// Follows all that can be followed over both protocols at each address, and does what each tells about, at the first address.
// One place of block P is sold, and the distributor has sold it too.
// Usage: node everything.js <addresses, with commas> <token> <performance> <contingent> <interface>
import assert from 'node:assert/strict'
import { ask, changes, command, eventClient, follow, socketClient, until } from './following.js'

const [, , addresses, token, performance, contingent, distributor] = process.argv
const urls = addresses.split(',')
const counts = 'subscription($p: ID!, $c: ID) { contingentCountsChanged(performance: $p, contingent: $c) { version total { places free } } }'
const conflicts = 'subscription($i: ID!) { saleConflictsChanged(interface: $i) { open } }'
const executions = 'subscription($i: ID!) { executionChanged(interface: $i) { id function state progress { done } } }'
const health = 'subscription($i: ID!) { functionHealthChanged(interface: $i) { function state } }'

function everywhere (query, variables) {
  return urls.flatMap(url => [socketClient(url, token), eventClient(url, token)]).map(client => {
    const events = []
    follow(client, query, variables, event => events.push(event)).then(() => assert.fail('It ended.')).catch(problem => { console.error(query, problem); process.exit(1) })
    return { events, last: () => events.at(-1) }
  })
}

async function run (name) {
  const { id } = await command(urls[0], token, name, { interface: distributor }, 'execution { id }')
  const { execution } = await ask(urls[0], token, 'query($id: ID!) { execution(id: $id, wait: 30) { state } }', { id })
  assert.match(execution.state, /^SUCCEEDED/)
  return id
}

const followers = {
  changes: everywhere(changes, { p: performance }),
  counts: everywhere(counts, { p: performance, c: contingent }),
  conflicts: everywhere(conflicts, { i: distributor }),
  executions: everywhere(executions, { i: distributor }),
  health: everywhere(health, { i: distributor })
}

// These three tell at once how it is.
await until(() => [...followers.changes, ...followers.counts, ...followers.health].every(follower => follower.events.length > 0))
assert.ok(followers.changes.every(follower => follower.events[0].reset))
assert.ok(followers.counts.every(follower => follower.events[0].total.places === 0))

const { version } = await command(urls[0], token, 'assignPlaces', { performance, contingent, places: ['P-1-2', 'P-1-3'] }, 'placesChanged { version }')
await until(() => followers.changes.every(follower => follower.last().to >= version && !follower.last().reset))
await until(() => followers.counts.every(follower => follower.last().version >= version))
assert.deepEqual(followers.counts.map(follower => follower.last().total), followers.counts.map(() => ({ places: 2, free: 2 })))

// These two tell what happens from when they have opened, so it happens until each of them tells it.
await until(async () => {
  const id = await run('runContingentExport')
  return followers.executions.every(follower => follower.events.some(event => event.id === id && event.state === 'SUCCEEDED' && event.function === 'CONTINGENT_EXPORT'))
})
await until(async () => {
  await run('runSalesImport')
  return followers.conflicts.every(follower => follower.last()?.open === 1)
})
await until(() => followers.health.every(follower => ['CONTINGENT_EXPORT', 'SALES_IMPORT'].every(name => follower.last().find(one => one.function === name).state !== 'NEVER_RUN')))

const { saleConflicts } = await ask(urls[0], token, 'query($i: ID!) { saleConflicts(interface: $i) { nodes { id } } }', { i: distributor })
await command(urls[0], token, 'refuseSale', { conflict: saleConflicts.nodes[0].id, reason: 'It was sold here first.' }, 'saleConflict { state }')
await until(() => followers.conflicts.every(follower => follower.last().open === 0))
console.log('ok')
process.exit(0)
