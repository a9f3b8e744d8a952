// Text that takes the place of another.

/** Offsets in UTF-16 units. */
export interface Replacement {
  start: number;
  end: number;
  text: string;
}
