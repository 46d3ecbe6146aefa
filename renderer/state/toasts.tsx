import { createContext, useContext } from 'react';
import type { AppError } from '../../shared/model/app-error.ts';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** Short notes of what was done or went wrong. */
export interface Toasts {
  done(message: string, action?: ToastAction): void;
  failed(error: AppError, action?: ToastAction): void;
}

const ToastsContext = createContext<Toasts | null>(null);

export const ToastsProvider = ToastsContext.Provider;

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (toasts === null) {
    throw new Error('no toasts around this component');
  }
  return toasts;
}
