import { graphql } from '../shared/generated'

export const Availability = graphql(`
  query Availability($performance: ID!) {
    performance(id: $performance) { id name event { id name } }
    availability(performance: $performance) { version state geometry { places } }
  }
`)

export const AvailabilityChanges = graphql(`
  query AvailabilityChanges($performance: ID!, $since: Long!) {
    availabilityChanges(performance: $performance, since: $since) { to reset state changes }
  }
`)

export const HoldBest = graphql(`
  mutation HoldBest($input: HoldBestAvailableInput!) {
    holdBestAvailable(input: $input) {
      hold { id places }
      userErrors { code message retry retryAfterMs }
    }
  }
`)

export const Confirm = graphql(`
  mutation Confirm($input: ConfirmHoldInput!) {
    confirmHold(input: $input) {
      placesChanged { places }
      userErrors { code message retry retryAfterMs }
    }
  }
`)
