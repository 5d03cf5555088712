namespace Portal.Desk.Structure;

/// <summary>What was asked is not allowed or not possible. The message is for people, in English.</summary>
sealed class StructureRefusedException(string message) : Exception(message);
