/** The code of the pages: each is loaded when it is first visited, and that of the address one comes with at once. */

export const loadSweepsPage = () => import('../pages/sweeps-page.tsx');
export const loadNewSweepPage = () => import('../pages/new-sweep-page.tsx');
export const loadSweepPage = () => import('../pages/sweep-page.tsx');
export const loadComparePage = () => import('../pages/compare-page.tsx');
export const loadExplorePage = () => import('../pages/explore-page.tsx');
export const loadCompareSweepsPage = () => import('../pages/compare-sweeps-page.tsx');
export const loadJobPage = () => import('../pages/job-page.tsx');
export const loadApiPage = () => import('../pages/api-page.tsx');
export const loadWorkersPage = () => import('../pages/workers-page.tsx');
