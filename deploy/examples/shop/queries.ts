import { graphql } from '../shared/generated'

export const Performance = graphql(`
  query Performance($id: ID!) {
    performance(id: $id) {
      id
      name
      startsAt
      timeZone
      event { id name }
      availability { geometry { url } }
    }
  }
`)

export const AvailabilityChanged = graphql(`
  subscription AvailabilityChanged($performance: ID!, $since: Long) {
    availabilityChanged(performance: $performance, since: $since) { to reset state changes }
  }
`)

export const HoldPlaces = graphql(`
  mutation HoldPlaces($input: HoldPlacesInput!) {
    holdPlaces(input: $input) {
      hold { id places until }
      userErrors { code message retry retryAfterMs }
    }
  }
`)

export const ReleaseHold = graphql(`
  mutation ReleaseHold($input: ReleaseHoldInput!) {
    releaseHold(input: $input) {
      placesChanged { places }
      userErrors { code message retry retryAfterMs }
    }
  }
`)

export const ConfirmHold = graphql(`
  mutation ConfirmHold($input: ConfirmHoldInput!) {
    confirmHold(input: $input) {
      placesChanged { places }
      userErrors { code message retry retryAfterMs }
    }
  }
`)
