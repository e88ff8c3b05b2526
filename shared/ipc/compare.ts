import { z } from 'zod';
import type { Comparison } from '../compare/comparison.ts';
import type { AppError } from './errors.ts';

const id = z.string().min(1).max(100);
const name = z.string().min(1).max(300);
/** Larger texts are no designs that anybody has. */
const text = z.string().max(20_000_000);

/** One of the designs of a comparison: of the library, as it is or as it was; a sample; a file's text. */
export const designChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('design'), designId: id, revision: z.number().int().min(0).optional() }),
  z.object({ kind: z.literal('sample'), sample: id }),
  z.object({ kind: z.literal('text'), name, text }),
]);
export type DesignChoice = z.infer<typeof designChoiceSchema>;

/** What both go through: what one of them plans, or a file: a script of `headless`, or a topology file whose planned faults are meant. */
export const faultChoiceSchema = z.discriminatedUnion('kind', [z.object({ kind: z.literal('planned'), of: z.enum(['a', 'b']) }), z.object({ kind: z.literal('text'), name, text })]);
export type FaultChoice = z.infer<typeof faultChoiceSchema>;

export const compareRequestSchema = z.object({
  a: designChoiceSchema, b: designChoiceSchema, faults: faultChoiceSchema,
  /** How long they live, in simulated time; absent: ten minutes beyond the last fault. */
  untilMs: z.number().int().positive().max(30 * 86_400_000).optional(),
});
export type CompareRequest = z.infer<typeof compareRequestSchema>;

/** How a comparison gets on. `done` is a share. */
export type CompareNews = { runId: number } & ({ state: 'running'; done: number } | { state: 'done'; comparison: Comparison } | { state: 'failed'; error: AppError });

/** What is known of a design before it is compared: its name, and what it plans. */
export interface CompareFacts {
  name: string;
  faults: number;
}
