/** From this seed on stories have cut cables, pods that tolerate everything, init containers of pods that never restart, and LimitRanges that refuse. */
export const secondEdition = 1_000_000;
/** From this seed on stories have node groups and a shop whose pods and machines follow those who come by its Ingress. */
export const thirdEdition = 2_000_000;
/**
 * From this seed on stories have a control plane on one, three or five machines (or one machine with everything) whose parts, disks, links and members come and go,
 * faults that the design has planned, and some of them AWS, whose calls fail. Only some have the shop.
 */
export const fourthEdition = 10_000_000;
/** From this seed on stories have load balancers and disks that come and go, and machines that are given other roles. */
export const fifthEdition = 12_000_000;
/** From this seed on some stories with AWS have the AWS Load Balancer Controller, and load balancers of all three kinds come and go. */
export const sixthEdition = 13_000_000;
