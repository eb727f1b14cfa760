/** Whether the page is dark: the system asks for it and does not choose the colours itself, in which charts cannot be drawn. */
export const dark: MediaQueryList = matchMedia('screen and (prefers-color-scheme: dark) and (forced-colors: none)');
