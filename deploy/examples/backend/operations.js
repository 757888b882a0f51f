import { readFileSync, readdirSync } from 'node:fs'
import { Refused } from './answers.js'

const folder = new URL('../operations/', import.meta.url)

/** The only documents that the API gets from this shop, by name. The API can be told to take no others: Distribution__TrustedDocuments names this folder. */
export const documents = Object.fromEntries(
  readdirSync(folder).map(file => [file.replace('.graphql', ''), readFileSync(new URL(file, folder), 'utf8')]))

const hold = (visitor, { performance, commandId }, { holdSeconds }) => ({
  commandId: visitor.idOf('hold', performance, commandId), customer: visitor.id, seconds: holdSeconds
})

/**
 * What visitors may ask for, each with the variables that this shop decides, whatever the visitor sent for them. What is not here they may not: ConfirmHold
 * is for the till alone. No document takes a whole input as a variable, or a visitor could hold the house for a day, or take places of a contingent.
 */
const allowed = new Map(Object.entries({
  Performance: () => ({}),
  AvailabilityChanges: () => ({}),
  AvailabilityChanged: () => ({}),
  HoldPlaces: hold,
  HoldBest: hold,
  ReleaseHold: (visitor, { performance, hold }) => ({
    commandId: visitor.idOf('release', performance, hold), hold: visitor.idOf('hold', performance, hold)
  })
}))

/** What the API is asked when a visitor sends this body: the id of a document, and variables. */
export function requestOf (visitor, { documentId, variables }, settings) {
  const decided = allowed.get(documentId)
  if (decided === undefined) {
    throw new Refused(403, 'DOCUMENT_NOT_TRUSTED', `This shop answers nothing but a documentId with variables, and these: ${[...allowed.keys()].join(', ')}.`)
  }

  const said = Object(variables)
  return { query: documents[documentId], variables: { ...said, ...decided(visitor, said, settings) } }
}
