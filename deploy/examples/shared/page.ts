import { ask } from './api'
import { RefusedError } from './command'

export const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T

export const say = (text: string) => { element('message').textContent = text }

/** Tells what went wrong in the API's own words, which are for people. */
export const tell = (problem: Error) => { say(problem.message) }

const hint = 'Put the id of one into the address of this page: ?performance=…'

/** The performance that the page's address names, with its places. */
export async function readPerformance () {
  const id = new URLSearchParams(location.search).get('performance')
  if (id === null || id === '') {
    throw new Error(`For which performance? ${hint}`)
  }

  const unknown = new Error(`There is no performance “${id}”. ${hint}`)
  const { performance } = await ask('Performance', { id }).catch((problem: Error) => { throw problem instanceof RefusedError ? unknown : problem })
  if (performance?.availability == null) {
    throw unknown
  }

  element('title').textContent = `${performance.event?.name}, ${performance.name}`
  return { ...performance, id, availability: performance.availability }
}
