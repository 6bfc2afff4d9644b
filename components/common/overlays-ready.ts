/** Kept when dialogs can be opened: what a page asks for in its first moment waits for that, and is not lost. */
export const overlays = Promise.withResolvers<void>();
