import { createContext } from 'react';

/** True while a detail covers the list with all that stands above it: what everybody must see is then drawn above the detail. */
export const ListBehindContext = createContext(false);
