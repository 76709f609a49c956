import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Look } from '../../utils/pdf/look.ts';

/** How a page looks at a PDF. Only the desk can: what reads a PDF is too large for the popup. */
export const LookContext = createContext<Look | undefined>(undefined);

export const useLook = () => useContext(LookContext);
