namespace Portal.Search.Queries;

/// <summary>A query can't be run here. The message is the end of a sentence that says so: "it asks for …".</summary>
sealed class QueryRefusedException(string message) : Exception(message);
