/** From this seed on stories have cut cables, pods that tolerate everything, init containers of pods that never restart, and LimitRanges that refuse. */
export const secondEdition = 1_000_000;
