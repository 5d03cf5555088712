// Each test runs hosts of its own, and kill tests want the machine's time for themselves.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
