/** From a commit until a controller's informer has it and a worker picks the key up. Changes within it are seen together. */
export const informerLatencyMs = 5;
