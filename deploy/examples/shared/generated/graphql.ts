/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A number of places of an unnumbered area. */
export type AreaQuantityInput = {
  /** The key of the unnumbered area. */
  area: string;
  /** From 1. */
  quantity: number;
};

/** What `confirmHold` is to do. */
export type ConfirmHoldInput = {
  /** Chosen by the caller at random, one for each command. The same command again answers as it did, and changes nothing, for as long as its id is remembered: by a seat map for 24 hours, unless 200,000 later ones come meanwhile. A command that was refused changed nothing and is not remembered, so it may be sent again under the same id, and may succeed then. Another one under the same id is refused with COMMAND_MISMATCH by the venue, performance, contingent or interface that took the first. Others don't know that it was used, so use none twice. */
  commandId: string | number;
  /** The id of the hold. */
  hold: string | number;
  /** Chosen by the caller: the order in its own books; one for each hold. */
  order: string | number;
  /** The id of the performance. */
  performance: string | number;
};

/** What `holdBestAvailable` is to do. */
export type HoldBestAvailableInput = {
  /** How many of them must be accessible places; the others get the companion places beside them first. */
  accessible?: number;
  /** The code of a block, or the key of an unnumbered area; null: any. */
  block?: string | null | undefined;
  /** The code of a seat category; null: any, the best first. */
  category?: string | null | undefined;
  /** Chosen by the caller at random, one for each command. The same command again answers as it did, and changes nothing, for as long as its id is remembered: by a seat map for 24 hours, unless 200,000 later ones come meanwhile. A command that was refused changed nothing and is not remembered, so it may be sent again under the same id, and may succeed then. Another one under the same id is refused with COMMAND_MISMATCH by the venue, performance, contingent or interface that took the first. Others don't know that it was used, so use none twice. */
  commandId: string | number;
  /** An internal contingent to take them from; null: the venue's pool. */
  contingent?: string | number | null | undefined;
  /** Who buys, in your own words, such as a session: 1 to 64 characters. A customer holds at most 50 places of a performance at once. */
  customer?: string | null | undefined;
  /** The id of the performance. */
  performance: string | number;
  /** From 1 to 50. */
  quantity: number;
  /** As for `holdPlaces`; only categories that it sells are looked through. */
  salesChannel?: string | number | null | undefined;
  /** How long, from 1 second to 24 hours; 15 minutes where it is not said. */
  seconds?: number | null | undefined;
  /** Only neighbours in one row, or places of one unnumbered area; where so many are not to be had together, NOT_TOGETHER says what is possible. */
  together?: boolean;
};

/** What `holdPlaces` is to do. */
export type HoldPlacesInput = {
  /** So many places of unnumbered areas. */
  areas?: Array<AreaQuantityInput> | null | undefined;
  /** Chosen by the caller at random, one for each command. The same command again answers as it did, and changes nothing, for as long as its id is remembered: by a seat map for 24 hours, unless 200,000 later ones come meanwhile. A command that was refused changed nothing and is not remembered, so it may be sent again under the same id, and may succeed then. Another one under the same id is refused with COMMAND_MISMATCH by the venue, performance, contingent or interface that took the first. Others don't know that it was used, so use none twice. */
  commandId: string | number;
  /** An internal contingent to take them from; null: the venue's pool. */
  contingent?: string | number | null | undefined;
  /** Who buys, in your own words, such as a session: 1 to 64 characters. A customer holds at most 50 places of a performance at once. */
  customer?: string | null | undefined;
  /** The id of the performance. */
  performance: string | number;
  /** Numbered places; with those of `areas` at most 50. */
  places?: Array<string> | null | undefined;
  /** The own channel of the venue that sells; it stays with the hold and the sale. If it has an activity profile, this has to allow the event, the period and the seat category now (CHANNEL_MAY_NOT_SELL). A change of the profile counts within 2 seconds. */
  salesChannel?: string | number | null | undefined;
  /** How long, from 1 second to 24 hours; 15 minutes where it is not said. */
  seconds?: number | null | undefined;
};

/** What `releaseHold` is to do. */
export type ReleaseHoldInput = {
  /** Chosen by the caller at random, one for each command. The same command again answers as it did, and changes nothing, for as long as its id is remembered: by a seat map for 24 hours, unless 200,000 later ones come meanwhile. A command that was refused changed nothing and is not remembered, so it may be sent again under the same id, and may succeed then. Another one under the same id is refused with COMMAND_MISMATCH by the venue, performance, contingent or interface that took the first. Others don't know that it was used, so use none twice. */
  commandId: string | number;
  /** The id of the hold. */
  hold: string | number;
  /** The id of the performance. */
  performance: string | number;
};

/** In order of precedence: when several reasons hold, the first of them is told. */
export type UserErrorCode =
  /** Something of the same kind is running. */
  | 'BUSY'
  /** The sales channel may not sell this: the subject is the event, the period's end that is passed, or the seat category. */
  | 'CHANNEL_MAY_NOT_SELL'
  /** The same command id came with other content. */
  | 'COMMAND_MISMATCH'
  /** The name or code is taken. */
  | 'DUPLICATE'
  /** The thing belongs to another venue, performance or interface. */
  | 'FOREIGN'
  /** The hold was already confirmed: its places are sold, or were, under an order. */
  | 'HOLD_CONFIRMED'
  /** The hold was already released. */
  | 'HOLD_ENDED'
  /** The hold has run out. */
  | 'HOLD_EXPIRED'
  /** The input is malformed: the subject names the field, path or line. */
  | 'INVALID'
  /** A size or a count is over its limit; the message says the limit. */
  | 'LIMIT_EXCEEDED'
  /** A mapping is missing or wrong. */
  | 'MAPPING_MISSING'
  /** Too few free places fit the request. */
  | 'NOT_ENOUGH_PLACES'
  /** There is no such thing. */
  | 'NOT_FOUND'
  /** There are enough free places, but not so many together. */
  | 'NOT_TOGETHER'
  /** Too much at once; try again after a moment. */
  | 'OVERLOADED'
  /** The place is blocked. */
  | 'PLACE_BLOCKED'
  /** The place is in another contingent. */
  | 'PLACE_ELSEWHERE'
  /** The place is held. */
  | 'PLACE_HELD'
  /** The place is, or may be, offered to a distributor. */
  | 'PLACE_OFFERED'
  /** The place is sold. */
  | 'PLACE_SOLD'
  /** The change could not be made durable; whether it was is not known: send the same command again. */
  | 'STORAGE_FAILED'
  /** The thing is not in a state that allows this. */
  | 'WRONG_STATE';

export type AvailabilityQueryVariables = Exact<{
  performance: string | number;
}>;


export type AvailabilityQuery = { performance: { id: string, name: string, event: { id: string, name: string } | null } | null, availability: { version: number, state: string, geometry: { places: number } } | null };

export type AvailabilityChangesQueryVariables = Exact<{
  performance: string | number;
  since: number;
}>;


export type AvailabilityChangesQuery = { availabilityChanges: { to: number, reset: boolean, state: string | null, changes: string } | null };

export type HoldBestMutationVariables = Exact<{
  input: HoldBestAvailableInput;
}>;


export type HoldBestMutation = { holdBestAvailable: { hold: { id: string, places: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, message: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type ConfirmMutationVariables = Exact<{
  input: ConfirmHoldInput;
}>;


export type ConfirmMutation = { confirmHold: { placesChanged: { places: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, message: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type PerformanceQueryVariables = Exact<{
  id: string | number;
}>;


export type PerformanceQuery = { performance: { id: string, name: string, startsAt: string, timeZone: string, event: { id: string, name: string } | null, availability: { geometry: { url: string } } | null } | null };

export type AvailabilityChangedSubscriptionVariables = Exact<{
  performance: string | number;
  since?: number | null | undefined;
}>;


export type AvailabilityChangedSubscription = { availabilityChanged: { to: number, reset: boolean, state: string | null, changes: string } };

export type HoldPlacesMutationVariables = Exact<{
  input: HoldPlacesInput;
}>;


export type HoldPlacesMutation = { holdPlaces: { hold: { id: string, places: Array<string>, until: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type ReleaseHoldMutationVariables = Exact<{
  input: ReleaseHoldInput;
}>;


export type ReleaseHoldMutation = { releaseHold: { placesChanged: { places: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, message: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type ConfirmHoldMutationVariables = Exact<{
  input: ConfirmHoldInput;
}>;


export type ConfirmHoldMutation = { confirmHold: { placesChanged: { places: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, message: string, retry: boolean, retryAfterMs: number | null }> } | null };


export const AvailabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Availability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"performance"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"performance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"performance"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availability"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"performance"},"value":{"kind":"Variable","name":{"kind":"Name","value":"performance"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"geometry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"places"}}]}}]}}]}}]} as unknown as DocumentNode<AvailabilityQuery, AvailabilityQueryVariables>;
export const AvailabilityChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AvailabilityChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"performance"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Long"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"availabilityChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"performance"},"value":{"kind":"Variable","name":{"kind":"Name","value":"performance"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reset"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}}]}}]}}]} as unknown as DocumentNode<AvailabilityChangesQuery, AvailabilityChangesQueryVariables>;
export const HoldBestDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HoldBest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HoldBestAvailableInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdBestAvailable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"places"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]} as unknown as DocumentNode<HoldBestMutation, HoldBestMutationVariables>;
export const ConfirmDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Confirm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placesChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"places"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmMutation, ConfirmMutationVariables>;
export const PerformanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Performance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"performance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availability"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"geometry"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PerformanceQuery, PerformanceQueryVariables>;
export const AvailabilityChangedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"AvailabilityChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"performance"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Long"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"availabilityChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"performance"},"value":{"kind":"Variable","name":{"kind":"Name","value":"performance"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"reset"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"changes"}}]}}]}}]} as unknown as DocumentNode<AvailabilityChangedSubscription, AvailabilityChangedSubscriptionVariables>;
export const HoldPlacesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HoldPlaces"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HoldPlacesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdPlaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hold"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"places"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]} as unknown as DocumentNode<HoldPlacesMutation, HoldPlacesMutationVariables>;
export const ReleaseHoldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placesChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"places"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]} as unknown as DocumentNode<ReleaseHoldMutation, ReleaseHoldMutationVariables>;
export const ConfirmHoldDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmHold"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmHoldInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmHold"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placesChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"places"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retry"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmHoldMutation, ConfirmHoldMutationVariables>;