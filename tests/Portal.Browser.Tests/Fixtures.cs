// One browser and one host serve every test; what a test changes in the content, it puts there itself.
[assembly: Xunit.AssemblyFixture(typeof(Portal.Browser.Tests.Browsing.Chromium))]
[assembly: Xunit.AssemblyFixture(typeof(Portal.Browser.Tests.Browsing.RunningPortal))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
