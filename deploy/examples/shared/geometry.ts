/** The seating plan, in columns, as the README describes it. */
export interface Geometry {
  places: number
  categories: { code: string[], color: (string | null)[] }
  seats: { key: string[], row: number[], category: number[], kind: string[], x: number[], y: number[] }
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

/** Where to draw the seats, and how large: where the plan says, or row under row where it has two at one point. */
export function layOut ({ seats: { x, y, row } }: Geometry) {
  const distance = smallestDistance(x, y)
  if (distance > 0) {
    return { x, y, radius: Number.isFinite(distance) ? 0.4 * distance : 1 }
  }

  let along = 0
  return { x: row.map((of, number) => (along = of === row[number - 1] ? along + 1 : 0)), y: row, radius: 0.4 }
}

/** Between any two points; infinite where there are not two. From left to right, each is compared with those that are not yet too far to the right. */
function smallestDistance (x: number[], y: number[]) {
  const order = x.map((_, number) => number).sort((one, other) => x[one]! - x[other]!)
  let smallest = Infinity
  order.forEach((one, at) => {
    for (let next = at + 1; next < order.length && x[order[next]!]! - x[one]! < smallest; next++) {
      smallest = Math.min(smallest, Math.hypot(x[order[next]!]! - x[one]!, y[order[next]!]! - y[one]!))
    }
  })
  return smallest
}
