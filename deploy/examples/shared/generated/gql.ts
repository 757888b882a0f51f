/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Availability($performance: ID!) {\n    performance(id: $performance) { id name event { id name } }\n    availability(performance: $performance) { version state geometry { places } }\n  }\n": typeof types.AvailabilityDocument,
    "\n  query AvailabilityChanges($performance: ID!, $since: Long!) {\n    availabilityChanges(performance: $performance, since: $since) { to reset state changes }\n  }\n": typeof types.AvailabilityChangesDocument,
    "\n  mutation HoldBest($input: HoldBestAvailableInput!) {\n    holdBestAvailable(input: $input) {\n      hold { id places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": typeof types.HoldBestDocument,
    "\n  mutation Confirm($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": typeof types.ConfirmDocument,
    "\n  query Performance($id: ID!) {\n    performance(id: $id) {\n      id\n      name\n      startsAt\n      timeZone\n      event { id name }\n      availability { geometry { url } }\n    }\n  }\n": typeof types.PerformanceDocument,
    "\n  subscription AvailabilityChanged($performance: ID!, $since: Long) {\n    availabilityChanged(performance: $performance, since: $since) { to reset state changes }\n  }\n": typeof types.AvailabilityChangedDocument,
    "\n  mutation HoldPlaces($input: HoldPlacesInput!) {\n    holdPlaces(input: $input) {\n      hold { id places until }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": typeof types.HoldPlacesDocument,
    "\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": typeof types.ReleaseHoldDocument,
    "\n  mutation ConfirmHold($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": typeof types.ConfirmHoldDocument,
};
const documents: Documents = {
    "\n  query Availability($performance: ID!) {\n    performance(id: $performance) { id name event { id name } }\n    availability(performance: $performance) { version state geometry { places } }\n  }\n": types.AvailabilityDocument,
    "\n  query AvailabilityChanges($performance: ID!, $since: Long!) {\n    availabilityChanges(performance: $performance, since: $since) { to reset state changes }\n  }\n": types.AvailabilityChangesDocument,
    "\n  mutation HoldBest($input: HoldBestAvailableInput!) {\n    holdBestAvailable(input: $input) {\n      hold { id places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": types.HoldBestDocument,
    "\n  mutation Confirm($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": types.ConfirmDocument,
    "\n  query Performance($id: ID!) {\n    performance(id: $id) {\n      id\n      name\n      startsAt\n      timeZone\n      event { id name }\n      availability { geometry { url } }\n    }\n  }\n": types.PerformanceDocument,
    "\n  subscription AvailabilityChanged($performance: ID!, $since: Long) {\n    availabilityChanged(performance: $performance, since: $since) { to reset state changes }\n  }\n": types.AvailabilityChangedDocument,
    "\n  mutation HoldPlaces($input: HoldPlacesInput!) {\n    holdPlaces(input: $input) {\n      hold { id places until }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": types.HoldPlacesDocument,
    "\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": types.ReleaseHoldDocument,
    "\n  mutation ConfirmHold($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n": types.ConfirmHoldDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Availability($performance: ID!) {\n    performance(id: $performance) { id name event { id name } }\n    availability(performance: $performance) { version state geometry { places } }\n  }\n"): (typeof documents)["\n  query Availability($performance: ID!) {\n    performance(id: $performance) { id name event { id name } }\n    availability(performance: $performance) { version state geometry { places } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AvailabilityChanges($performance: ID!, $since: Long!) {\n    availabilityChanges(performance: $performance, since: $since) { to reset state changes }\n  }\n"): (typeof documents)["\n  query AvailabilityChanges($performance: ID!, $since: Long!) {\n    availabilityChanges(performance: $performance, since: $since) { to reset state changes }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HoldBest($input: HoldBestAvailableInput!) {\n    holdBestAvailable(input: $input) {\n      hold { id places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"): (typeof documents)["\n  mutation HoldBest($input: HoldBestAvailableInput!) {\n    holdBestAvailable(input: $input) {\n      hold { id places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Confirm($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"): (typeof documents)["\n  mutation Confirm($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Performance($id: ID!) {\n    performance(id: $id) {\n      id\n      name\n      startsAt\n      timeZone\n      event { id name }\n      availability { geometry { url } }\n    }\n  }\n"): (typeof documents)["\n  query Performance($id: ID!) {\n    performance(id: $id) {\n      id\n      name\n      startsAt\n      timeZone\n      event { id name }\n      availability { geometry { url } }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AvailabilityChanged($performance: ID!, $since: Long) {\n    availabilityChanged(performance: $performance, since: $since) { to reset state changes }\n  }\n"): (typeof documents)["\n  subscription AvailabilityChanged($performance: ID!, $since: Long) {\n    availabilityChanged(performance: $performance, since: $since) { to reset state changes }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HoldPlaces($input: HoldPlacesInput!) {\n    holdPlaces(input: $input) {\n      hold { id places until }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"): (typeof documents)["\n  mutation HoldPlaces($input: HoldPlacesInput!) {\n    holdPlaces(input: $input) {\n      hold { id places until }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"): (typeof documents)["\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmHold($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmHold($input: ConfirmHoldInput!) {\n    confirmHold(input: $input) {\n      placesChanged { places }\n      userErrors { code message retry retryAfterMs }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;