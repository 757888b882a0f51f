/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A number of places of an unnumbered area. */
export type AreaQuantityInput = {
  /** The key of the unnumbered area. */
  area: string;
  /** From 1. */
  quantity: number;
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

export type AvailabilityChangedSubscriptionVariables = Exact<{
  performance: string;
  since?: number | null | undefined;
}>;


export type AvailabilityChangedSubscription = { availabilityChanged: { to: number, reset: boolean, state: string | null, changes: string } };

export type AvailabilityChangesQueryVariables = Exact<{
  performance: string;
  since: number;
}>;


export type AvailabilityChangesQuery = { availabilityChanges: { to: number, reset: boolean, state: string | null, changes: string } | null };

export type ConfirmHoldMutationVariables = Exact<{
  commandId: string;
  performance: string;
  hold: string;
  order: string;
}>;


export type ConfirmHoldMutation = { confirmHold: { placesChanged: { places: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, subject: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type HoldBestMutationVariables = Exact<{
  commandId: string;
  customer: string;
  seconds: number;
  performance: string;
  quantity: number;
}>;


export type HoldBestMutation = { holdBestAvailable: { hold: { places: Array<string>, until: string } | null, userErrors: Array<{ code: UserErrorCode, subject: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type HoldPlacesMutationVariables = Exact<{
  commandId: string;
  customer: string;
  seconds: number;
  performance: string;
  places: Array<string> | string;
  areas: Array<AreaQuantityInput> | AreaQuantityInput;
}>;


export type HoldPlacesMutation = { holdPlaces: { hold: { places: Array<string>, until: string } | null, userErrors: Array<{ code: UserErrorCode, subject: string, retry: boolean, retryAfterMs: number | null }> } | null };

export type PerformanceQueryVariables = Exact<{
  id: string;
}>;


export type PerformanceQuery = { performance: { name: string, startsAt: string, timeZone: string, event: { name: string } | null, availability: { version: number, state: string, geometry: { url: string, places: number } } | null } | null };

export type ReleaseHoldMutationVariables = Exact<{
  commandId: string;
  performance: string;
  hold: string;
}>;


export type ReleaseHoldMutation = { releaseHold: { placesChanged: { places: Array<string> } | null, userErrors: Array<{ code: UserErrorCode, subject: string, retry: boolean, retryAfterMs: number | null }> } | null };

/** By their names, under which the backend knows them. */
export interface Operations {
  AvailabilityChanged: { variables: AvailabilityChangedSubscriptionVariables, data: AvailabilityChangedSubscription }
  AvailabilityChanges: { variables: AvailabilityChangesQueryVariables, data: AvailabilityChangesQuery }
  ConfirmHold: { variables: ConfirmHoldMutationVariables, data: ConfirmHoldMutation }
  HoldBest: { variables: HoldBestMutationVariables, data: HoldBestMutation }
  HoldPlaces: { variables: HoldPlacesMutationVariables, data: HoldPlacesMutation }
  Performance: { variables: PerformanceQueryVariables, data: PerformanceQuery }
  ReleaseHold: { variables: ReleaseHoldMutationVariables, data: ReleaseHoldMutation }
}
