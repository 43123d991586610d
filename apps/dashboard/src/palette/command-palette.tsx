import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { apiClient } from '../api/api-client.ts';
import { presetsQuery } from '../api/queries.ts';
import { keys } from '../api/query-keys.ts';
import { type PaletteGroup, type PaletteItem, paletteGroups, stepTo } from './palette-items.ts';

const MOST_SWEEPS = 8;
const MOST_CHARACTERS = 200;
const PAUSE_MS = 150;

/** Finds pages and sweeps by a few letters: a text field with a list of suggestions, in a dialog that Escape closes. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const listId = useId();
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const { groups, isAsking } = useGroups(words);
  const items = groups.flatMap((group) => group.items);
  const current = items[Math.min(active, items.length - 1)];
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (current) document.getElementById(optionId(listId, current))?.scrollIntoView({ block: 'nearest' });
  }, [current, listId]);
  const go = (item: PaletteItem) => {
    dialog.current?.close();
    void navigate(item.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (current) go(current);
      return;
    }
    const next = stepTo(event.key, items.indexOf(current as PaletteItem), items.length);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by keyboard.
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label="Go to"
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label="Find a page or a sweep"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={current && optionId(listId, current)}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Find a page or a sweep"
        maxLength={MOST_CHARACTERS}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Suggestions
        listId={listId}
        groups={groups}
        current={current}
        onPoint={(item) => setActive(items.indexOf(item))}
        onChoose={go}
      />
      <p className="palette-status hint" role="status">
        {isAsking ? 'Searching…' : items.length === 0 ? 'Nothing has all of these words.' : ''}
      </p>
    </dialog>
  );
}

const optionId = (listId: string, { id }: PaletteItem) => `${listId}-${id}`;

interface SuggestionsProps {
  listId: string;
  groups: readonly PaletteGroup[];
  current: PaletteItem | undefined;
  onPoint: (item: PaletteItem) => void;
  onChoose: (item: PaletteItem) => void;
}

function Suggestions({ listId, groups, current, onPoint, onChoose }: SuggestionsProps) {
  return (
    <div id={listId} role="listbox" aria-label="Suggestions" className="palette-list">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, and no field sets.
        <div key={group.title} role="group" aria-label={group.title}>
          <div className="palette-title" aria-hidden="true">
            {group.title}
          </div>
          {group.items.map((item) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the focus stays in the text field, whose keys choose.
            <div
              key={item.id}
              id={optionId(listId, item)}
              role="option"
              aria-selected={item.id === current?.id}
              className="palette-option"
              onClick={() => onChoose(item)}
              onPointerMove={() => onPoint(item)}
            >
              <span className="palette-label">{item.label}</span>
              <span className="hint">{item.hint}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function useGroups(words: string) {
  const search = useSettled(words.trim());
  const sweeps = useQuery({
    queryKey: [...keys.sweeps, 'palette', search],
    queryFn: ({ signal }) =>
      apiClient.listSweeps(
        {
          query: search
            ? { search, limit: MOST_SWEEPS, archived: 'all' }
            : { sort: 'activity', limit: MOST_SWEEPS },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const presets = useQuery(presetsQuery());
  const isAsking = search !== words.trim() || sweeps.isPlaceholderData || sweeps.isLoading;
  // What was found for other words is no answer to these.
  const found = sweeps.isPlaceholderData ? [] : (sweeps.data?.items ?? []);
  return { groups: paletteGroups(words, found, presets.data?.items ?? []), isAsking };
}

/** Text once typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
