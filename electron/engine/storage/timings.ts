/** How long a cloud's storage takes, in milliseconds. What such clouds show, kept fixed so that a history can be repeated. */

/** Making a disk, and taking one away. */
export const provisioningMs = 2_000;
export const deletingMs = 1_000;
/** Attaching a disk to a machine, and detaching it. */
export const attachMs = 2_000;
export const detachMs = 2_000;
/** Checking and mounting the file system of an attached disk on the machine. */
export const mountDeviceMs = 700;
/** Making a disk larger, and then its file system. */
export const resizeMs = 3_000;
