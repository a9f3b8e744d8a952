// Goal: a test that asks for linear time fails for quadratic work, and for no other. Method: loops of known length.
import { expect, test } from "vitest";
import { expectLinear } from "./processor-time.ts";

function count(steps: number): number {
  let sum = 0;
  for (let step = 0; step < steps; step += 1) sum = (sum * 31 + step) % 65_537;
  return sum;
}

const itself = (size: number): number => size;

test("linear work passes", () => expectLinear(500_000, itself, count));

test("quadratic work fails", () =>
  expect(expectLinear(1_000, itself, (size) => count(size * size))).rejects.toThrow(/ms at 1000, .* ms at 4000/));
