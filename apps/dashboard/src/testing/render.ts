/** Components as the markup of their first drawing: enough to see what is offered and what is said. */
import { QueryClientProvider } from '@tanstack/react-query';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { createQueryClient } from '../api/query-client.ts';

export function markup(element: ReactElement): string {
  const routed = createElement(MemoryRouter, null, element);
  const providers = { client: createQueryClient(), children: routed };
  return renderToStaticMarkup(createElement(QueryClientProvider, providers));
}

/** What the buttons say, those in dialogs that are still closed left out. */
export function buttonsOf(element: ReactElement): string[] {
  const shown = markup(element).replaceAll(/<dialog.*?<\/dialog>/gs, '');
  return [...shown.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, content = '']) => textOf(content));
}

/** The text of every row of a table's body. */
export const rowsOf = (element: ReactElement): string[] =>
  [...markup(element).matchAll(/<tr>(.*?)<\/tr>/gs)].slice(1).map(([, content = '']) => textOf(content));

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
