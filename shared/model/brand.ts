declare const brand: unique symbol;

/** A value of type `T` that carries a proof of where it came from; only the function that checked it makes one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
