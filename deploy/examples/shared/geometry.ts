/** The seating plan, in columns; a column that refers to another table holds positions in it. A place's number is its position. */
export interface Geometry {
  places: number
  categories: { code: string[], color: (string | null)[] }
  seats: { key: string[], category: number[], x: number[], y: number[] }
  unnumberedAreas: { key: string[], category: number[], first: number[], capacity: number[] }
}

/** It never changes under its address, so the browser keeps it for ever. */
export async function fetchGeometry (url: string): Promise<Geometry> {
  const answer = await fetch(url)
  if (!answer.ok) {
    throw new Error(`The seating plan could not be fetched: ${answer.status}`)
  }

  return await answer.json()
}
