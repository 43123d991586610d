/** Providers and addresses. The code of a page is loaded when it is first visited. */
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { basePath } from './api/base-path.ts';
import { lazyComponent, useCodeIsLate } from './api/lazy-component.ts';
import { createQueryClient } from './api/query-client.ts';
import { ErrorBoundary, WaitingForServer } from './components/error-panel.tsx';
import { Skeleton } from './components/query-view.tsx';
import { TopBar } from './components/top-bar.tsx';
import * as code from './early/page-code.ts';
import { NotFoundPage } from './pages/not-found-page.tsx';

const SweepsPage = lazyComponent(code.loadSweepsPage);
const NewSweepPage = lazyComponent(code.loadNewSweepPage);
const SweepPage = lazyComponent(code.loadSweepPage);
const ComparePage = lazyComponent(code.loadComparePage);
const ExplorePage = lazyComponent(code.loadExplorePage);
const CompareSweepsPage = lazyComponent(code.loadCompareSweepsPage);
const JobPage = lazyComponent(code.loadJobPage);
const ApiPage = lazyComponent(code.loadApiPage);
const WorkersPage = lazyComponent(code.loadWorkersPage);

/**
 * Without transitions, which would keep the old page until the new one's code is there: with a slow server a click
 * would seem to do nothing.
 */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <BrowserRouter basename={basePath} useTransitions={false}>
        <TopBar />
        <ErrorBoundary>
          <Suspense fallback={<PagePlaceholder />}>
            <Routes>
              <Route index element={<Navigate to="/sweeps" replace />} />
              <Route path="sweeps" element={<SweepsPage />} />
              <Route path="sweeps/new" element={<NewSweepPage />} />
              <Route path="sweeps/:id/*" element={<SweepPage />} />
              <Route path="sweeps/:id/compare" element={<ComparePage />} />
              <Route path="sweeps/:id/explore" element={<ExplorePage />} />
              <Route path="jobs/:id/*" element={<JobPage />} />
              <Route path="compare" element={<CompareSweepsPage />} />
              <Route path="api/docs" element={<ApiPage />} />
              <Route path="workers" element={<WorkersPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </ErrorBoundary>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

/** So long may code take before the page says that it waits for the server. */
const PATIENCE_MS = 8000;

function PagePlaceholder() {
  const [isLong, setLong] = useState(false);
  const hasFailed = useCodeIsLate();
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="page page-placeholder" id="main">
      {isLong || hasFailed ? <WaitingForServer /> : <Skeleton lines={6} />}
    </main>
  );
}
