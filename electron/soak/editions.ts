/** From this seed on stories have cut cables, pods that tolerate everything, init containers of pods that never restart, and LimitRanges that refuse. */
export const secondEdition = 1_000_000;
/** From this seed on stories have node groups and a shop whose pods and machines follow those who come by its Ingress. */
export const thirdEdition = 2_000_000;
