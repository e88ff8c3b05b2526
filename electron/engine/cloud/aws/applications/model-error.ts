/** Ingresses ask for something that cannot be; the message is what the controller's events tell. */
export class ModelError extends Error {}
